import json,sys,collections
p=json.load(open(sys.argv[1]))
nodes={n['id']:n for n in p['nodes']}
self=collections.Counter(); 
dt=p['timeDeltas']
for s,d in zip(p['samples'],dt): self[s]+=d
agg=collections.Counter()
for i,t in self.items():
    c=nodes[i]['callFrame']; agg[(c['functionName'],c['url'].split('/')[-1],c['lineNumber']+1)]+=t
tot=sum(agg.values())
for k,t in agg.most_common(int(sys.argv[2]) if len(sys.argv)>2 else 40): print(f"{t/1000:9.1f} ms {100*t/tot:5.1f}%  {k}")
